import chromium from '@sparticuz/chromium';

// A program of its own: the package unpacks into the temporary folder of its process, which find-chromium.ts chooses by TMPDIR.
await chromium.executablePath();
