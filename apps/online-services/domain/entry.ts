/** How somebody brought an application that a member of staff types in. */
export const ENTRY_CHANNELS = ['counter', 'paper', 'phone'] as const;

/** Who types an application in for somebody else, and how that person brought it. Sealed with the application. */
export type Entry = { readonly channel: (typeof ENTRY_CHANNELS)[number]; readonly by: string; readonly accountId: string };
