/** An invented, conformant publiccode.yml. */
export function aDescription(change: { readonly name?: string; readonly repository?: string; readonly version?: string; readonly releaseDate?: string; readonly licence?: string } = {}): string {
  return `publiccodeYmlVersion: "0.7"
name: ${change.name ?? 'Musterplan'}
url: ${change.repository ?? 'https://example.org/musterwerk/musterplan.git'}
softwareVersion: ${change.version ?? '2.1.0'}
releaseDate: ${change.releaseDate ?? '2026-11-01'}
platforms: [web]
categories: [task-management]
developmentStatus: stable
softwareType: standalone/web
organisation:
  name: Musterwerk eG (Beispiel)
  uri: https://musterwerk.example/
description:
  de:
    shortDescription: Plant Aufgaben einer Verwaltung.
    longDescription: >
      Musterplan ist ein erfundenes Beispiel. Es plant Aufgaben einer Verwaltung, zeigt sie auf einer Tafel und erinnert an
      Fristen. Wer eine Aufgabe übernimmt, sieht sofort, was als Nächstes zu tun ist und wer noch wartet.
    features: [Tafel, Fristen]
legal:
  license: ${change.licence ?? 'EUPL-1.2'}
maintenance:
  type: none
localisation:
  localisationReady: true
  availableLanguages: [de, en]
`;
}
