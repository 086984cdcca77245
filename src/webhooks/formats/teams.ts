import type { Notification } from './notification.js';
import { cleanText, fit, isRightToLeft, isolated } from './plain-text.js';

/** Teams takes messages of 28 KB, in which a character of any script must fit. */
const MAX = { headline: 300, claim: 2_500, text: 2_500 };

/** Runs of text are plain: unlike text blocks, they have no Markdown. */
function richText(text: string, max: number, style: object = {}) {
  const fitting = fit(cleanText(text), max);
  return {
    type: 'RichTextBlock',
    ...(isRightToLeft(fitting) && { horizontalAlignment: 'Right' }),
    inlines: [{ type: 'TextRun', text: isolated(fitting), ...style }],
  };
}

const paragraph = (text = '', max: number) => (cleanText(text) === '' ? [] : [richText(text, max)]);

/** An Adaptive Card 1.5 in the envelope that a workflow of Microsoft Teams takes. */
export function toTeams({ event, claim, headline, text, link }: Notification): unknown {
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.5',
          fallbackText: fit(cleanText(headline), MAX.headline),
          body: [
            richText(headline, MAX.headline, { weight: 'Bolder', size: 'Medium' }),
            ...paragraph(claim?.text, MAX.claim),
            ...paragraph(text, MAX.text),
            richText(`Recorded ${event.recordedtime}`, MAX.headline, { isSubtle: true, size: 'Small' }),
          ],
          ...(link !== undefined && {
            actions: [{ type: 'Action.OpenUrl', title: 'Read it in the ledger', url: link }],
          }),
        },
      },
    ],
  };
}
