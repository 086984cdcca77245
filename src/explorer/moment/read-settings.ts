import type { Page } from '../page.js';
import { isLanguage, type Language, LANGUAGES } from '../words/languages.js';
import { InvalidParameterError } from './invalid-parameter.js';
import { type Settings, SETTINGS } from './settings.js';

/**
 * Reads the settings of an address. The API checks the moments. Empty parameters, which forms send, count as absent.
 *
 * @throws InvalidParameterError
 */
export function readSettings(query: URLSearchParams): Settings {
  const [asOf, validAt, replay, lang, tz] = SETTINGS.map((name) => query.get(name)?.trim() ?? '');
  if (replay && (asOf || validAt)) {
    throw new InvalidParameterError('replay', 'A replay has a moment of its own: leave out asOf and validAt.');
  }
  return {
    ...(asOf && { asOf }),
    ...(validAt && { validAt }),
    ...(replay && { replay }),
    ...(lang && { lang: languageIn(lang) }),
    ...(tz && { tz: timeZoneIn(tz) }),
  };
}

/** The settings of a page: those of its address, as of the moment that it shows. Two moments go with no replay. */
export function settingsOf({ latest }: Pick<Page, 'latest'>, query: URLSearchParams): Settings {
  const settings = readSettings(query);
  if (!latest) return settings;
  const { asOf: _replaced, replay: _without, ...others } = settings;
  const asOf = latest.of(query, settings);
  return { ...others, ...(asOf !== undefined && { asOf }) };
}

function languageIn(text: string): Language {
  if (isLanguage(text)) return text;
  throw new InvalidParameterError(
    'lang',
    `There are no pages in "${text}", only in ${Object.keys(LANGUAGES).join(', ')}.`,
  );
}

function timeZoneIn(text: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    throw new InvalidParameterError('tz', `"${text}" is not a time zone such as Europe/Kyiv or UTC.`);
  }
}
