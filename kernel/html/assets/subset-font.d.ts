declare module 'subset-font' {
  /** Only what we use of the package, which brings no types. */
  export default function subsetFont(font: Buffer, text: string, options: { targetFormat: 'woff2'; noHinting?: boolean; keepFeatures?: readonly string[] }): Promise<Buffer>;
}
