/** A conformant publiccode.yml for tests; what is handed in replaces name, address, short description or category. */
export function aPubliccodeFile(facts: { name?: string; repository?: string; shortDescription?: string; category?: string } = {}): string {
  const name = facts.name ?? 'Musterplan';
  return `publiccodeYmlVersion: "0.7"
name: ${JSON.stringify(name)}
url: ${JSON.stringify(facts.repository ?? `https://example.org/${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.git`)}
platforms: [web]
categories: [${facts.category ?? 'task-management'}]
developmentStatus: stable
softwareType: standalone/web
description:
  de:
    shortDescription: ${JSON.stringify(facts.shortDescription ?? 'Plant Aufgaben einer Verwaltung.')}
    longDescription: >
      ${name} ist ein erfundenes Beispiel. Es plant Aufgaben einer Verwaltung, zeigt sie auf einer Tafel und erinnert an
      Fristen. Wer eine Aufgabe übernimmt, sieht sofort, was als Nächstes zu tun ist und wer noch wartet.
    features: [Tafel, Fristen]
legal:
  license: EUPL-1.2
maintenance:
  type: none
localisation:
  localisationReady: true
  availableLanguages: [de, en]
`;
}
