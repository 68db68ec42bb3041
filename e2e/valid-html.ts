import assert from 'node:assert/strict';
import { HtmlValidate } from 'html-validate';

const validator = new HtmlValidate({
  extends: ['html-validate:standard'],
  rules: {
    // Line breaks and case are the template's taste, not a fault of the document.
    'no-trailing-whitespace': 'off',
    'doctype-style': 'off',
    'void-style': 'off',
    'attr-quotes': ['error', { style: 'double', unquoted: false }],
    'long-title': 'off',
    'no-inline-style': 'error',
    // KERN names its icons and states by roles that a native element would not carry.
    'prefer-native-element': 'off',
  },
});

/** Asserts that a rendered page is valid HTML. The text must be what the server sent, not what the browser made of it. */
export async function assertValidHtml(html: string, name = 'page'): Promise<void> {
  const report = await validator.validateString(html);
  const found = report.results.flatMap((result) => result.messages.map((message) => `${message.line}:${message.column} ${message.ruleId}: ${message.message}`));
  assert.deepEqual(found, [], `${name} is not valid HTML`);
}
