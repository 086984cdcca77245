/** Encodes what is filled in: `/v1/claims/${id}`. */
export function path(strings: TemplateStringsArray, ...ids: readonly string[]): string {
  return strings.reduce((path, part, index) => path + encodeURIComponent(ids[index - 1] ?? '') + part);
}
