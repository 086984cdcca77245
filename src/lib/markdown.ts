/**
 * A text on one line of Markdown, in which no character has a meaning of its own: neither Markdown's (CommonMark, with
 * tables, strikethrough and formulas) nor HTML's.
 */
export const markdownText = (text: string): string =>
  text
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[\\`*_[\]<>#|~&!$]/g, '\\$&')
    // What would begin a list, or underline a heading.
    .replace(/^(?:[-+=]|\d+(?=[.)]))/, (start) => (/\d/.test(start) ? `${start}\\` : `\\${start}`));
