const SHAPE = /^[^\s@"(),:;<>[\\\]]+@[^\s@"(),:;<>[\\\]]+\.[^\s@"(),:;<>[\\\]]{2,}$/u;

/** An e-mail address as accounts are found by it: without outer space, NFC, in lower case. Any text is taken. */
export function normalEmail(text: string): string {
  return text.trim().normalize('NFC').toLowerCase();
}

/** Whether a text in normal form can be an e-mail address of at most 254 characters (RFC 5321 § 4.5.3.1.3, less quoting and comments). */
export function isEmail(text: string): boolean {
  return text.length <= 254 && SHAPE.test(text);
}
