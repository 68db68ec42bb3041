/** Somebody who works for an authority, for the platform or for a supplier. Personal data: never logged. */
export type Account = {
  readonly id: string;
  /** In the form of `normalEmail`. */
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
  /** The password was made by somebody else and opens nothing but the page for a new one. */
  readonly passwordMustChange: boolean;
  readonly passwordSetAt: Date;
  readonly createdAt: Date;
  readonly disabledAt: Date | null;
  /** The supplier that the person works for; such an account has no roles. */
  readonly supplierId?: string | null;
};

/** How long a one-time password can be used. */
export const ONE_TIME_PASSWORD_DAYS = 14;

/** Whether the password of an account is a one-time password that nobody used in time. */
export function oneTimePasswordExpired(account: Pick<Account, 'passwordMustChange' | 'passwordSetAt'>, now: Date): boolean {
  return account.passwordMustChange && now.getTime() - account.passwordSetAt.getTime() > ONE_TIME_PASSWORD_DAYS * 86_400_000;
}
