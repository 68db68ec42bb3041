export { folderStore } from './clients/folder-store.ts';
export { listObjects, putFile, readFile, removeFile, removeFilesOfKey, type FileAccess, type StoredFile } from './data/file.ts';
export { filesMigrations } from './migrations.ts';
export type { ObjectStore } from './object-store.ts';
