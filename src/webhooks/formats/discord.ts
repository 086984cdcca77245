import { escapeDiscord } from './markdown.js';
import type { Notification } from './notification.js';
import { cleanText, fit } from './plain-text.js';

/** Limits of an embed, in characters; all embeds of a message may have 6,000. */
const MAX = { title: 256, part: 1_900, footer: 100 };

/** A message with one embed, for a webhook of Discord. It notifies nobody, whatever names it has. */
export function toDiscord({ event, claim, headline, text, link }: Notification): unknown {
  const parts = [claim?.text ?? '', text ?? ''].map((each) => fit(cleanText(each), MAX.part, escapeDiscord));
  const description = parts.filter((part) => part !== '').join('\n\n');
  return {
    embeds: [
      {
        title: fit(cleanText(headline), MAX.title, escapeDiscord),
        ...(description !== '' && { description }),
        ...(link !== undefined && { url: link }),
        timestamp: event.recordedtime,
        footer: { text: fit(event.subject, MAX.footer) },
      },
    ],
    allowed_mentions: { parse: [] },
  };
}
