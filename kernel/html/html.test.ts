import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { attributes } from './attributes.ts';
import { html, raw, type HtmlValue } from './html.ts';

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom('"', "'", '<', '>', '&', '`', '=', ' ', '/', '\0', '<script>', '"><img src=x onerror=alert(1)>', '</p>', '&quot;', '&#34;', '-->'), { maxLength: 8 }).map((parts) => parts.join('')),
);

const characters: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };

function decoded(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => characters[entity] ?? entity);
}

test('no text can leave its element or its quoted attribute, and none is changed for the reader', () => {
  fc.assert(
    fc.property(hostile, hostile, hostile, (title, label, content) => {
      const text = html`<p title="${title}" aria-label='${label}'${attributes({ 'data-x': title })}>${content}</p>`.toString();
      const match = /^<p title="([^"<>]*)" aria-label='([^'<>]*)' data-x="([^"<>]*)">([^<>]*)<\/p>$/.exec(text);
      assert.ok(match, text);
      assert.deepEqual(match.slice(1).map(decoded), [title, label, title, content]);
    }),
    { numRuns: 2000 },
  );
});

test('markup is inserted as text content but cannot leave an attribute', () => {
  fc.assert(
    fc.property(hostile, (content) => {
      const inner = html`<b class="x">${content}</b>`;
      assert.equal(html`<p>${inner}</p>`.toString(), `<p>${inner.toString()}</p>`);
      assert.match(html`<p title="${inner}"></p>`.toString(), /^<p title="[^"<>]*"><\/p>$/);
    }),
  );
});

test('lists are joined and nothing gives nothing', () => {
  const values: HtmlValue[] = ['<', 1, null, undefined, false, [raw('<br>'), ['&']], 0, ''];
  assert.equal(html`[${values}]`.toString(), '[&lt;1<br>&amp;0]');
});

test('a link never leads to a foreign scheme, however it is written', () => {
  for (const url of ['javascript:alert(1)', ' JaVaScRiPt:alert(1)', 'java\nscript:alert(1)', '\u0001javascript:alert(1)', 'data:text/html,x', 'vbscript:x', 'blob:x']) {
    assert.equal(html`<a href="${url}">x</a>`.toString(), '<a href="#">x</a>', url);
    assert.equal(html`<form action="${url}"></form>`.toString(), '<form action="#"></form>');
  }
});

test('a link keeps http, https, mailto, tel and relative addresses', () => {
  for (const url of ['https://example.org/a:b', 'http://x', 'mailto:a@example.org', 'tel:+49713156', '/heilbronn?x=1:2', '?page=2', '#main', 'a/b:c', '']) {
    assert.equal(html`<a href="${url}">x</a>`.toString(), `<a href="${url}">x</a>`);
  }
});

test('a template with a value where escaping cannot protect is refused, even when the value is harmless', () => {
  assert.throws(() => html`<p title=${'a'}></p>`, TypeError);
  assert.throws(() => html`<p onclick="${'a'}"></p>`, TypeError);
  assert.throws(() => html`<p style="${'a'}"></p>`, TypeError);
  assert.throws(() => html`<script>${'a'}</script>`, TypeError);
  assert.throws(() => html`<style>${'a'}</style>`, TypeError);
  assert.throws(() => html`<!-- ${'a'} -->`, TypeError);
  assert.throws(() => html`<${'p'}>`, TypeError);
  assert.throws(() => html`<a href="${'java'}${'script:alert(1)'}">x</a>`, TypeError);
  assert.throws(() => html`<p ${'onclick=alert(1)'}></p>`, TypeError);
});

test('text after a script element is text again', () => {
  assert.equal(html`<script src="/a.js"></script><p>${'<'}</p>`.toString(), '<script src="/a.js"></script><p>&lt;</p>');
});

test('attributes leave out what is absent and refuse names that are code or addresses', () => {
  assert.equal(attributes({ id: 'a', disabled: true, hidden: false, title: undefined, value: '' }).toString(), ' id="a" disabled value=""');
  for (const name of ['onclick', 'style', 'href', 'a b', '"']) assert.throws(() => attributes({ [name]: 'x' }), TypeError, name);
});
