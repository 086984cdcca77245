import type { WhoAmIView } from '../../access/access.views.js';
import type { Problem } from '../../http/problem.js';

/** Why a login failed: the key isn't valid, there were too many attempts, or the server gave no answer or another. */
export type LoginFailure = 'wrong' | 'too-many' | 'failed';

const JSON_HEADERS = { 'content-type': 'application/json', accept: 'application/json' };

/** Logs in: the server keeps the key in a cookie that no script can read. Returns who is logged in then, or why nobody is. */
export async function logIn(key: string): Promise<LoginFailure | { readonly id: string }> {
  const response = await fetch('/session', {
    method: 'POST',
    headers: JSON_HEADERS,
    body: JSON.stringify({ key }),
  }).catch(() => undefined);
  if (response?.ok === true) {
    const { principal } = (await response.json().catch(() => ({}))) as Partial<WhoAmIView>;
    return principal ?? 'failed';
  }
  if (response?.status === 401 || response?.status === 422) return 'wrong';
  return response?.status === 429 ? 'too-many' : 'failed';
}

/** Makes the browser forget the key. Whether it did. */
export async function logOut(): Promise<boolean> {
  const response = await fetch('/session', { method: 'DELETE' }).catch(() => undefined);
  return response?.ok === true;
}

/** Loads another page as a whole, so that it knows who is logged in. */
export function goTo(address: string): void {
  location.assign(address);
}

/** Reads a problem document, or makes one of a response that has none. */
export async function problemIn(response: Response): Promise<Problem> {
  try {
    return (await response.json()) as Problem;
  } catch {
    return { type: 'about:blank', title: response.statusText, status: response.status, detail: response.statusText };
  }
}
