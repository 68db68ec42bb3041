export { folderStore } from './clients/folder-store.ts';
export { discardFile, insertFile, listObjects, openFile, openStored, putFile, readFile, removeFile, removeFilesOfKey, storeFile, type FileAccess, type FilePieces, type OpenFile, type StoredFile } from './data/file.ts';
export { filesMigrations } from './migrations.ts';
export type { ObjectStore } from './object-store.ts';
