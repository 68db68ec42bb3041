/** Name of the cookie that ties a request to the browser that made it; its value is the browser's secret. */
export function walletCookieName(id: string): string {
  return `wallet-${id}`;
}

/** Seconds until a browser may forget it. */
export const WALLET_COOKIE_SECONDS = 3600;
