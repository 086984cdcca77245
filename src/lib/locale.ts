/** Whether it is a well-formed language tag, as `Intl` takes it: BCP 47 without its old exceptions. */
export function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

/** The tag if `Intl` takes it, else its language alone, else `und`: texts may have been recorded with others. */
export function localeOf(tag: string): string {
  return [tag, tag.split('-')[0] ?? ''].find((each) => each !== '' && isLocale(each)) ?? 'und';
}
