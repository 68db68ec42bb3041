/** Whether a platform on this machine answers a page with success. */
export async function answers(address: string, patienceMs = 20_000): Promise<boolean> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(patienceMs) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
