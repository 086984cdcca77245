/** Encodes what is filled in: `/v1/claims/${id}`. */
export function path(strings: TemplateStringsArray, ...ids: readonly string[]): string {
  return String.raw({ raw: strings }, ...ids.map(encodeURIComponent));
}
