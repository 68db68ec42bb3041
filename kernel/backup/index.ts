export { checkBackup, type CheckedBackup } from './actions/check-backup.ts';
export { endRestore, refuseUsedFolder, restoreBackup, restoreFiles, RESTORING, type Restored, type RestorePlan } from './actions/restore-backup.ts';
export { takeBackup, type BackupPlan, type BackupProgress, type BackupTaken } from './actions/take-backup.ts';
export { readErased, type Erased } from './clients/erased-file.ts';
export { Repository, type RecoverySecret } from './clients/repository.ts';
export { CannotBackUp, CannotRestore, DamagedBackup, WrongRecoveryKey } from './domain/errors.ts';
export type { Places } from './domain/places.ts';
export { newRecoveryKey, recoveryKeyText } from './domain/recovery-key.ts';
