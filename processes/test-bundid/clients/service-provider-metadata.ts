/** Fetches the metadata of an authority from the platform beside it; nobody else is asked. Throws with a sentence for the page. */
export async function serviceProviderMetadata(platform: string, serviceProvider: string): Promise<string> {
  if (!URL.canParse(serviceProvider) || new URL(serviceProvider).origin !== platform) throw new Error('Diese Behörde kenne ich nicht.');
  const answer = await fetch(serviceProvider, { signal: AbortSignal.timeout(10_000) });
  if (!answer.ok) throw new Error('Die Metadaten der Behörde sind nicht zu bekommen.');
  return answer.text();
}
