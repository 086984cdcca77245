import type { Rating } from '../../domain/vocabulary.js';
import { foldText } from '../../lib/fold-text.js';

/** The version of the table below: another table is another version. */
export const RATINGS_VERSION = 'claimreview/1';

/** Labels that mean the same in all publications. A label that only resembles one of these stays `other`. */
const LABELS: Readonly<Partial<Record<Rating, readonly string[]>>> = {
  true: [
    ...['true', 'correct', 'accurate', 'verdadero', 'cierto', 'verdadeiro', 'verdade', 'vrai', 'vero', 'wahr'],
    ...['richtig', 'waar', 'benar', 'doğru', 'правда', 'prawda', 'pravda', 'صحيح', 'सत्य', 'सच', 'সত্য', '正確', '正确'],
  ],
  'mostly-true': [
    ...['mostly true', 'largely true', 'mostly correct', 'plutôt vrai', 'größtenteils richtig', 'überwiegend richtig'],
    ...['mayormente verdadero', 'quasi vero'],
  ],
  mixture: ['half true', 'partly true', 'partly false', 'partially true', 'partially false', 'mixture', 'mixed'].concat(
    ['teilweise falsch', 'teilweise richtig', 'parcialmente falso', 'parzialmente falso', 'partiellement faux'],
    ['verdad a medias', 'mi vrai mi faux', 'sebagian benar'],
  ),
  'mostly-false': [
    ...['mostly false', 'largely false', 'plutôt faux', 'größtenteils falsch', 'überwiegend falsch'],
    'mayormente falso',
  ],
  false: [
    ...['false', 'incorrect', 'fake', 'untrue', 'wrong', 'not true', 'falso', 'falsa', 'falsch', 'faux', 'fausse'],
    ...['es falso', 'é falso', 'é falsa', 'es falsa', "c'est faux", 'incorrecto', 'incorreto', 'onwaar', 'salah'],
    ...['yanlış', 'неправда', 'ложь', 'фейк', 'fałsz', 'nepravda', 'ψευδές', 'زائف', 'كاذب', 'خاطئ', 'झूठ', 'असत्य'],
    ...['মিথ্যা', '錯誤', '错误', '虚假', '거짓', '誤り'],
  ],
  misleading: [
    ...['misleading', 'engañoso', 'engañosa', 'enganoso', 'enganosa', 'trompeur', 'trompeuse', 'irreführend'],
    ...[
      'fuorviante',
      'misleidend',
      'menyesatkan',
      'yanıltıcı',
      'مضلل',
      'भ्रामक',
      'বিভ্রান্তিকর',
      '誤導',
      'вводит в заблуждение',
    ],
  ],
  'missing-context': [
    ...['missing context', 'lacks context', 'needs context', 'falta contexto', 'sem contexto', 'fehlender kontext'],
    ...['contexte manquant', 'manca il contesto', 'out of context', 'fuera de contexto', 'fora de contexto'],
  ],
  unproven: [
    ...['unproven', 'unsupported', 'unverified', 'no evidence', 'unbelegt', 'sin pruebas', 'sem provas', 'non prouvé'],
    ...['não comprovado', 'insustentável'],
  ],
  satire: ['satire', 'sátira', 'labeled satire', 'satira', 'satira / parodia', 'parody', 'parodie'],
};

/** What publishers mean by labels of their own, by host without `www.`. */
const PUBLISHERS: Readonly<Record<string, Readonly<Record<string, Rating>>>> = {
  'politifact.com': { 'pants on fire': 'false', 'barely true': 'mostly-false', 'half-true': 'mixture' },
  'snopes.com': { miscaptioned: 'misleading', 'originated as satire': 'satire', 'research in progress': 'unproven' },
};

const byFoldedLabel = (labels: Readonly<Record<string, Rating>>): ReadonlyMap<string, Rating> =>
  new Map(Object.entries(labels).map(([label, rating]) => [foldText(label), rating]));

const GENERAL: ReadonlyMap<string, Rating> = new Map(
  (Object.entries(LABELS) as [Rating, readonly string[]][]).flatMap(([rating, labels]) =>
    labels.map((label) => [foldText(label), rating] as const),
  ),
);

const OF_PUBLISHERS: ReadonlyMap<string, ReadonlyMap<string, Rating>> = new Map(
  Object.entries(PUBLISHERS).map(([host, labels]) => [host, byFoldedLabel(labels)]),
);

/** Ratings by label, as somebody wrote them; case, accents and punctuation don't matter. */
export class RatingTable {
  private readonly ratings: ReadonlyMap<string, Rating>;

  constructor(labels: Readonly<Record<string, Rating>>) {
    this.ratings = byFoldedLabel(labels);
  }

  find(label: string): Rating | undefined {
    return this.ratings.get(foldText(label));
  }
}

/**
 * The rating that a publisher's label means. `other` if the label isn't known: the label then says it in the publisher's
 * own words. Never decided by a number.
 *
 * @param host of the publisher, without `www.`
 */
export function ratingOf(label: string, host: string): Rating {
  const key = foldText(label);
  return OF_PUBLISHERS.get(host)?.get(key) ?? GENERAL.get(key) ?? 'other';
}
