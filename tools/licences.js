// The licences of the packages that are distributed with the program: which are allowed, and their texts.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Licences under which a package can be part of one that is published under the MIT licence. */
const ALLOWED = new Set([
  ...['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', 'Zlib', 'CC0-1.0'],
]);
const LINE = '-'.repeat(80);
const OWN = fileURLToPath(new URL('../LICENSE', import.meta.url));
/** Files that a licence asks to pass on. */
const NOTICES = /^(?:licen[cs]e|notice|copying|copyright)/i;

/** Whether an SPDX expression, such as `(MIT OR WTFPL)`, names allowed licences. */
export function isAllowed(expression = '') {
  const inner = expression.replace(/^\((.*)\)$/, '$1');
  return inner.split(' OR ').some((choice) => choice.split(' AND ').every((licence) => ALLOWED.has(licence)));
}

/**
 * The licence of each package that these modules are of, as its own files say it. Throws if one of the packages has a
 * licence that isn't allowed.
 */
export function licencesOf(modules) {
  const folders = new Set(modules.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id)?.[0] ?? []));
  const sections = new Set([...folders].map(sectionOf));
  return `The files of this folder contain these packages.\n\n${[...sections].sort().join(`\n${LINE}\n\n`)}`;
}

function sectionOf(folder) {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (!isAllowed(license))
    throw new Error(`${name} has the licence ${license}, which tools/licences.js doesn't allow.`);
  const files = readdirSync(folder, { withFileTypes: true }).filter((each) => each.isFile() && NOTICES.test(each.name));
  const texts = files.map((each) => readFileSync(join(folder, each.name), 'utf8').trim());
  const text = texts.length > 0 ? texts.join('\n\n') : textOf(license, author?.name ?? author);
  return `${name} ${version}\n\n${text}\n`;
}

/** The text for a package that names its licence and has no copy of it. */
function textOf(licence, author) {
  // It asks for nothing to be passed on.
  if (licence === 'CC0-1.0') return 'In the public domain: https://creativecommons.org/publicdomain/zero/1.0/legalcode';
  if (licence !== 'MIT')
    throw new Error(`A package of ${author} has no copy of its licence, ${licence}. Add the text.`);
  return readFileSync(OWN, 'utf8')
    .trim()
    .replace(/^Copyright .*$/m, `Copyright (c) ${author}`);
}

/** Names and versions of the packages that such a text is about. */
export function packagesIn(licences) {
  const sections = licences.slice(licences.indexOf('\n\n') + 2).split(`\n${LINE}\n\n`);
  return sections.filter((section) => section !== '').map((section) => section.slice(0, section.indexOf('\n')));
}
