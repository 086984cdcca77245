/** The language ranges that include a language tag (RFC 4647, 3.3.1), in lower case: of `uk-UA` these are `uk`, `uk-ua`. */
export function languageRanges(tag: string): readonly string[] {
  const subtags = tag.toLowerCase().split('-');
  return subtags.map((_subtag, index) => subtags.slice(0, index + 1).join('-'));
}
