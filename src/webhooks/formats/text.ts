import { withoutMentions } from './markdown.js';
import type { Notification } from './notification.js';
import { cleanText, fit, isolated } from './plain-text.js';

/** Telegram takes 4,096 characters; others take more. There is room for the address. */
const MAX = { headline: 300, claim: 1_200, text: 1_500 };

/** What Google Chat and Slack read as a name or a link begins with these. */
const neutral = (text: string): string => withoutMentions(text).replaceAll('<', '‹').replaceAll('>', '›');

/**
 * `{ "text": … }`, which many receivers take, among them Telegram, Google Chat and Rocket.Chat: lines of plain text, the
 * last of which is the address.
 */
export function toText({ claim, headline, text, link }: Notification): unknown {
  const line = (words: string, max: number): string[] => {
    const fitting = fit(cleanText(words), max, neutral);
    return fitting === '' ? [] : [isolated(fitting)];
  };
  const lines = [
    ...line(headline, MAX.headline),
    ...line(claim?.text ?? '', MAX.claim),
    ...line(text ?? '', MAX.text),
    ...(link === undefined ? [] : [link]),
  ];
  return { text: lines.join('\n') };
}
