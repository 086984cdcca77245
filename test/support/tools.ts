import { join } from 'node:path';

type Make = (folder: string) => void | Promise<void>;
/** The part of a CycloneDX document that the tests read. */
export interface Sbom {
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

interface Component {
  readonly 'bom-ref': string;
  readonly type: string;
  readonly name: string;
  readonly version: string;
  readonly scope?: string;
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
}

interface Tools {
  readonly bundledIn: (build: string) => ReadonlySet<string>;
  readonly isAllowed: (expression: string | undefined) => boolean;
  readonly licencesOf: (modules: readonly string[]) => string;
  readonly packagesIn: (licences: string) => readonly string[];
  readonly sbomOfLock: (project: string) => Sbom;
  readonly sbomOfPackage: (all: Sbom, bundled: ReadonlySet<string>, project: { readonly name: string }) => Sbom;
  readonly linkProgram: (project: string) => void;
  readonly placeBuild: (project: string, make: Make, options?: { readonly asFolder?: boolean }) => Promise<void>;
  readonly spreadLiterals: {
    readonly renderChunk: (
      this: { readonly parse: (code: string) => object },
      code: string,
    ) => { readonly code: string };
  };
}

// Tools are plain JavaScript, since they run before anything is built: the compiler doesn't know their types.
const load = async (file: string): Promise<object> =>
  (await import(join(import.meta.dirname, '../../tools', file))) as object;

export const {
  bundledIn,
  isAllowed,
  licencesOf,
  linkProgram,
  packagesIn,
  placeBuild,
  sbomOfLock,
  sbomOfPackage,
  spreadLiterals,
} = {
  ...(await load('licences.js')),
  ...(await load('link-program.js')),
  ...(await load('place-build.js')),
  ...(await load('sbom.js')),
  ...(await load('spread-literals.js')),
} as Tools;
