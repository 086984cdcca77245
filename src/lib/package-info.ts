import { readFileSync } from 'node:fs';

interface PackageInfo {
  readonly version: string;
  readonly homepage?: string;
  readonly bugs?: { readonly url: string };
}

/** A file or folder that comes with the program, by its path in the package. */
export const packageFile = (path: string): URL => new URL(`../../${path}`, import.meta.url);

/** What `package.json` says of this release. */
export const packageInfo = (): PackageInfo =>
  JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as PackageInfo;
