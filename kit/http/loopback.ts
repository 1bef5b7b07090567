/** Whether a host is this machine alone: `localhost`, any of 127.0.0.0/8, or `::1`, in brackets or not. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/i.test(host);
}
