declare module 'autocannon' {
  type Request = { method?: string; path?: string; headers?: Record<string, string>; body?: string };
  type Options = {
    url: string;
    duration: number;
    connections: number;
    method?: string;
    overallRate?: number;
    headers?: Record<string, string>;
    body?: string;
    requests?: Request[];
  };
  type Result = { duration: number; errors: number; timeouts: number; non2xx: number; requests: { total: number } };
  type Running = Promise<Result> & { on(event: 'response', listener: (client: unknown, status: number, bytes: number, milliseconds: number) => void): void };
  const autocannon: (options: Options) => Running;
  export default autocannon;
}
