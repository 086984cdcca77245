import { readFileSync } from 'node:fs';

interface PackageInfo {
  readonly version: string;
  readonly homepage?: string;
  readonly bugs?: { readonly url: string };
}

/** What `package.json` says of this release. */
export const packageInfo = (): PackageInfo =>
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as PackageInfo;
