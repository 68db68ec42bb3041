/** Thrown when podman answered with an error; holds no values of the environment and no secrets. */
export class PodmanFailed extends Error {
  override name = 'PodmanFailed';
  readonly said: string;

  constructor(what: string, said: string) {
    super(`podman ${what}: ${said.trim().slice(-2000) || 'no word'}`);
    this.said = said;
  }
}
