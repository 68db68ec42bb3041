import type { DemoAccount } from '../demo/account-file.ts';

/** Prints the demo accounts as a table. */
export function printAccounts(accounts: readonly DemoAccount[]): void {
  const width = (key: 'role' | 'authority' | 'email') => Math.max(...accounts.map((one) => one[key].length));
  const widths = { role: width('role'), authority: width('authority'), email: width('email') };
  console.log('Beispielkonten (anmelden unter /sign-in):');
  for (const one of accounts) console.log(`  ${one.role.padEnd(widths.role)}  ${one.authority.padEnd(widths.authority)}  ${one.email.padEnd(widths.email)}  ${one.password}`);
  console.log('');
}
