// The software bill of materials of the package, in CycloneDX: what is installed with it, and what is bundled in it.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packagesIn } from './licences.js';

const DEVELOPMENT = 'cdx:npm:package:development';
const BUNDLED = { name: 'cdx:npm:package:bundled', value: 'true' };

/** Names and versions of the packages whose code is in a build. */
export function bundledIn(build) {
  const files = ['browser/licences.txt', ...readdirSync(build).map((folder) => `${folder}/LICENSES.txt`)];
  return new Set(files.flatMap((file) => packagesIn(readIfThere(join(build, file)))));
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return '';
    throw error;
  }
}

/** What npm knows of all packages that the lock file lists. */
export function sbomOfLock(project) {
  const arguments_ = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
  const { status, stdout, stderr, error } = spawnSync('npm', arguments_, {
    cwd: project,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) throw error ?? new Error(`npm sbom failed: ${stderr}`);
  return JSON.parse(stdout);
}

/**
 * That of the package: without what only its development needs. Throws if a bundled package isn't in the lock file, as
 * after an installation without it.
 *
 * @param all of the lock file
 * @param bundled names and versions
 */
export function sbomOfPackage(all, bundled, { name }) {
  const nameOf = (component) => `${component.name} ${component.version}`;
  const isDevelopment = ({ properties }) => properties?.some((property) => property.name === DEVELOPMENT) === true;
  const components = all.components.flatMap((component) => {
    if (!bundled.has(nameOf(component))) return isDevelopment(component) ? [] : [component];
    const others = (component.properties ?? []).filter((property) => property.name !== DEVELOPMENT);
    return [{ ...component, scope: 'required', properties: [...others, BUNDLED] }];
  });
  const found = new Set(components.map(nameOf));
  const missing = [...bundled].filter((each) => !found.has(each));
  if (missing.length > 0) throw new Error(`The build has packages that the lock file lacks: ${missing.join(', ')}.`);
  const root = { ...all.metadata.component, name, type: 'application' };
  const kept = new Set([root['bom-ref'], ...components.map((component) => component['bom-ref'])]);
  const isKept = (ref) => kept.has(ref);
  return {
    ...all,
    metadata: { ...all.metadata, component: root },
    components,
    dependencies: all.dependencies
      .filter(({ ref }) => isKept(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter(isKept) })),
  };
}
