import type { FieldWords, Vocabulary } from '../../vocabulary.ts';
import { yesAndNo } from './field-roles.ts';
import { nameWords } from './name-words.ts';
import type { Add } from './ref.ts';
import { isParticiple } from '../words/fold-word.ts';
import { grammarWords } from '../words/patterns.ts';

/** Verbs that begin the name of a flag, in the singular by spelling that key words have: `ha` of `has_children`. */
const LEADS_FLAG =
  /^(is|ha|have|can|on|in|doe|wa|will|want|accept|allow|own|get|receive|use|wear|need|hold|opted|enrolled)$/;

/** A field that says yes or no, by what is said of who has it, and of who has not. */
export function addFlag(field: FieldWords, words: readonly string[], add: Add): void {
  const said = yesAndNo(field);
  if (said === undefined) return;
  const core = LEADS_FLAG.test(words[0] ?? '') ? words.slice(1) : words;
  const trimmed =
    core.length > 1 && /^(flag|status|customer|user|member|holder|owner|subscriber)$/.test(core.at(-1) ?? '')
      ? core.slice(0, -1)
      : core;
  const behindWith = words.slice(words.indexOf('with') + 1);
  for (const each of unique([words, core, trimmed, behindWith])) {
    add(each, { is: 'flag', field, value: said.yes });
    const last = each.at(-1) ?? '';
    const rest = each.slice(0, -1);
    // `who rent` of `renting`, `who smoke` of `smoker`
    const [, root] = /^(.{3,})ing$/.exec(last) ?? /^(.{4,})er$/.exec(last) ?? [];
    if (rest.length === 0 && root !== undefined)
      for (const verb of [root, `${root}e`]) add([verb], { is: 'flag', field, value: said.yes });
    // `allergic to nuts` of `nut_allergy`
    if (rest.length > 0) add([last, ...rest], { is: 'flag', field, value: said.yes });
    // `wearing contact lenses` of `contact_lens_wearer`
    if (rest.length > 0 && /^.{3,}er$/.test(last))
      for (const verb of [last.slice(0, -2), last.slice(0, -1), `${last.slice(0, -2)}ing`])
        add([verb, ...rest], { is: 'flag', field, value: said.yes });
    if (each.length > 1 && !isParticiple(last)) {
      // `gift aided` of `gift_aid`, `pledged a legacy` and `legacy pledgers` of `legacy_pledge`
      const past = last.endsWith('e') ? `${last}d` : `${last}ed`;
      add([...rest, past], { is: 'flag', field, value: said.yes });
      add([...rest, `${past.slice(0, -1)}r`], { is: 'flag', field, value: said.yes });
      add([past, ...rest], { is: 'flag', field, value: said.yes });
      // `auto renewing`, `auto renewal` of `auto_renew`
      const stem = last.endsWith('e') ? last.slice(0, -1) : last;
      for (const noun of [`${stem}ing`, `${stem}al`])
        add([...rest, noun], { is: 'flag', field, value: said.yes });
      continue;
    }
    for (const denied of ['in', 'un', 'non'].map((before) => `${before}${last}`))
      for (const row of unique([
        [denied, ...rest],
        [...rest, denied],
      ]))
        add(row, { is: 'flag', field, value: said.no });
  }
}

/** Said of people alone, and of little else: `exempt` of `fee_exempt`. */
const STATE = /^(exempt|eligible|liable|entitled)$/;

/** `vaccinated`, `unvaccinated` of `flu_vaccinated`, where no other field has the word and it is none of the grammar. */
export function addParticiples({ fields }: Vocabulary, refs: ReadonlyMap<string, unknown>, add: Add): void {
  for (const field of fields) {
    const words = nameWords(field);
    const last = words.at(-1) ?? '';
    const said = yesAndNo(field);
    const isOnly = fields.filter((each) => nameWords(each).includes(last)).length === 1;
    const isWord = (isParticiple(last) && !grammarWords.has(last)) || STATE.test(last);
    if (words.length < 2 || said === undefined || !isWord || !isOnly) continue;
    add([last], { is: 'flag', field, value: said.yes, isPart: true });
    if (!refs.has(`un${last}`)) add([`un${last}`], { is: 'flag', field, value: said.no, isPart: true });
  }
}

function unique(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return [...new Map(rows.map((row) => [row.join(' '), row])).values()];
}
