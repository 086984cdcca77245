/** The text, shown as it is by Discord, where a backslash may precede any punctuation. */
export const escapeDiscord = (text: string): string => escapeStart(text.replace(/[\\`*_~|<>#[\](){}@:!]/g, '\\$&'));

/** The text, shown as it is by Mattermost, where a backslash may precede only some punctuation. It notifies nobody. */
export const escapeMattermost = (text: string): string =>
  withoutMentions(escapeStart(text.replace(/[\\`*_~|>#[\](){}!]/g, '\\$&')));

/** WORD JOINER: neither seen nor a place to break the line. */
const JOINER = '\u2060';

/** Breaks names after an @ by an invisible character, so that nobody is notified. */
export const withoutMentions = (text: string): string => text.replace(/@(?=\w)/g, `@${JOINER}`);

/** What is an item of a list only at the start of a line. */
const escapeStart = (text: string): string => text.replace(/^[-+](?=\s)/, '\\$&').replace(/^(\d+)([.)])/, '$1\\$2');
