import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { temporaryFolder } from '../support/temporary-folder.js';
import {
  bundledIn,
  isAllowed,
  licencesOf,
  packagesIn,
  type Sbom,
  sbomOfLock,
  sbomOfPackage,
} from '../support/tools.js';

const ROOT = join(import.meta.dirname, '../..');
const SCHEMAS = join(ROOT, 'node_modules/@cyclonedx/cyclonedx-library/res/schema');

interface Locked {
  readonly version: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly dev?: true;
  readonly hasInstallScript?: true;
}

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const { packages } = read(join(ROOT, 'package-lock.json')) as { readonly packages: Readonly<Record<string, Locked>> };
const locked = Object.entries(packages).filter(([path]) => path !== '');
/** What an installation of the package brings along. */
const installed = locked.filter(([, { dev }]) => dev !== true);

describe('package-lock.json', () => {
  it('says of every package what its content is, and names no registry but the public one', () => {
    expect(locked.filter(([, { integrity }]) => integrity?.startsWith('sha512-') !== true)).toEqual([]);
    const elsewhere = locked.filter(([, { resolved }]) => {
      return resolved !== undefined && new URL(resolved).origin !== 'https://registry.npmjs.org';
    });
    expect(elsewhere).toEqual([]);
  });

  it('has at most 80 packages that are installed with the package', () => {
    expect(installed.length).toBeLessThanOrEqual(80);
  });

  it('lets the package be installed with no script but that of better-sqlite3, and one that only warns', () => {
    const scripts = installed.filter(([, { hasInstallScript }]) => hasInstallScript === true).map(([path]) => path);
    expect(scripts).toEqual(['node_modules/better-sqlite3', 'node_modules/protobufjs']);
  });

  it('has only packages with licences that are allowed, of those that are installed with the package', () => {
    expect(installed.filter(([, { license }]) => !isAllowed(license))).toEqual([]);
  });
});

it('names every dependency of package.json at an exact version', () => {
  const { dependencies, devDependencies } = read(join(ROOT, 'package.json')) as Readonly<
    Record<'dependencies' | 'devDependencies', Readonly<Record<string, string>>>
  >;
  const all = Object.entries({ ...dependencies, ...devDependencies });
  expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

describe('licences', () => {
  it.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0-only)', true],
    ['GPL-3.0-only', false],
    ['(MIT AND LGPL-2.1-only)', false],
    ['(BSD-3-Clause AND Apache-2.0)', true],
    [undefined, false],
  ])('%s: allowed %s', (expression, expected) => {
    expect(isAllowed(expression)).toBe(expected);
  });

  describe('of bundled packages', () => {
    const folder = temporaryFolder();
    afterAll(() => {
      folder.remove();
    });
    const add = (name: string, description: object, files: Readonly<Record<string, string>> = {}): string => {
      const at = join(folder.path, 'node_modules', name);
      mkdirSync(at, { recursive: true });
      writeFileSync(join(at, 'package.json'), JSON.stringify({ name, version: '1.0.0', ...description }));
      for (const [file, text] of Object.entries(files)) writeFileSync(join(at, file), text);
      return join(at, 'index.js');
    };

    it('are passed on with their notices, and by their names', () => {
      const apache = add('apache', { license: 'Apache-2.0' }, { LICENSE: 'The text.', NOTICE: 'By somebody.' });
      const bare = add('@some/bare', { license: 'MIT', author: 'Ada' });
      const text = licencesOf([apache, bare, apache]);
      expect(text).toContain('apache 1.0.0\n\nThe text.\n\nBy somebody.');
      expect(text).toMatch(/Copyright \(c\) Ada\n\nPermission is hereby granted/);
      expect(packagesIn(text)).toEqual(['@some/bare 1.0.0', 'apache 1.0.0']);
    });

    it('end the build if one is not allowed, or its text is missing', () => {
      expect(() => licencesOf([add('viral', { license: 'GPL-3.0-only' })])).toThrow(
        'viral has the licence GPL-3.0-only',
      );
      expect(() => licencesOf([add('empty', { license: 'ISC', author: 'Ada' })])).toThrow('no copy of its licence');
    });
  });
});

describe('bill of materials', () => {
  const bundled = bundledIn(join(ROOT, 'dist'));
  let sbom: Sbom;
  beforeAll(() => {
    sbom = sbomOfPackage(sbomOfLock(ROOT), bundled, { name: 'claim-ledger' });
  });

  it('has what is installed and what is bundled, each once, and nothing else', () => {
    const named = (name: string, version: string) => `${name} ${version}`;
    const expected = new Set([
      ...installed.map(([path, { version }]) => named(path.replace(/^.*node_modules\//, ''), version)),
      ...bundled,
    ]);
    expect(sbom.components.map(({ name, version }) => named(name, version)).sort()).toEqual([...expected].sort());
    expect([...bundled].map((each) => each.replace(/ .*/, ''))).toEqual(
      expect.arrayContaining(['fastify', 'preact', 'swagger-ui-dist']),
    );
    expect(sbom.metadata.component).toMatchObject({ type: 'application', name: 'claim-ledger' });
  });

  it('calls what is bundled required, and lets nothing depend on what it leaves out', () => {
    const fastify = sbom.components.find(({ name }) => name === 'fastify');
    expect(fastify).toMatchObject({
      scope: 'required',
      properties: [{ name: 'cdx:npm:package:bundled', value: 'true' }],
    });
    const refs = new Set([sbom.metadata.component, ...sbom.components].map((component) => component['bom-ref']));
    expect(
      sbom.dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]).filter((ref) => !refs.has(ref)),
    ).toEqual([]);
  });

  it('is valid CycloneDX', () => {
    const ajv = new Ajv({ strict: false, validateFormats: false });
    for (const name of ['spdx.SNAPSHOT.schema.json', 'jsf-0.82.SNAPSHOT.schema.json']) {
      ajv.addSchema(read(join(SCHEMAS, name)) as object, `http://cyclonedx.org/schema/${name}`);
    }
    const validate = ajv.compile(read(join(SCHEMAS, 'bom-1.5.SNAPSHOT.schema.json')) as object);
    validate(sbom);
    expect(validate.errors).toBeNull();
    expect(validate({ ...sbom, bomFormat: 'another' })).toBe(false);
  });

  it('is rejected if the lock file lacks a bundled package', () => {
    const other = new Set([...bundled, 'unknown 1.0.0']);
    expect(() => sbomOfPackage(sbom, other, { name: 'claim-ledger' })).toThrow('unknown 1.0.0');
  });
});
