import { DOMParser } from '@xmldom/xmldom';

/** Namespaces of SAML 2.0, of XML signatures and of AKDB's extension. */
export const NS = {
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  metadata: 'urn:oasis:names:tc:SAML:2.0:metadata',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
  akdb: 'https://www.akdb.de/request/2018/09',
  classicUi: 'https://www.akdb.de/request/2018/09/classic-ui/v1',
} as const;

/** Reads XML strictly; undefined for anything that is not well-formed. Whoever calls has refused document types before. */
export function readXml(text: string): Document | undefined {
  let isSound = true;
  const fail = () => { isSound = false; };
  try {
    const document = new DOMParser({ errorHandler: { warning: fail, error: fail, fatalError: fail } }).parseFromString(text, 'text/xml') as Document | undefined;
    return isSound && document?.documentElement ? document : undefined;
  } catch {
    return undefined;
  }
}

/** The elements right below one. */
export function childrenOf(parent: Node): Element[] {
  return nodesOf(parent).filter((node): node is Element => node.nodeType === 1);
}

/** The children of a name. */
export function childrenNamed(parent: Node, namespace: string, name: string): Element[] {
  return childrenOf(parent).filter((child) => isNamed(child, namespace, name));
}

/** Whether an element has this name in this namespace. */
export function isNamed(element: Element, namespace: string, name: string): boolean {
  return element.namespaceURI === namespace && element.localName === name;
}

/** Every node below one, itself included. */
export function* allNodes(node: Node): Generator<Node> {
  yield node;
  for (const child of nodesOf(node)) yield* allNodes(child);
}

/** The text of an element that holds nothing but text; undefined for any other. */
export function textOf(element: Element | undefined): string | undefined {
  if (!element) return undefined;
  const nodes = nodesOf(element);
  return nodes.every(({ nodeType }) => nodeType === 3) ? nodes.map(({ nodeValue }) => nodeValue ?? '').join('').trim() : undefined;
}

/** An attribute's value; undefined where it is missing. */
export function attributeValue(element: Element, name: string): string | undefined {
  return element.hasAttribute(name) ? (element.getAttribute(name) ?? undefined) : undefined;
}

function nodesOf(parent: Node): Node[] {
  return Array.from({ length: parent.childNodes?.length ?? 0 }, (_, index) => parent.childNodes[index]).filter((node): node is ChildNode => node !== undefined && node !== null);
}
