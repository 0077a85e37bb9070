import { modelReader } from '../audience/llm/model-reader.ts';
import type { ModelReply, QuestionModel } from '../audience/llm/question-model.ts';
import type { AudienceIndex } from '../audience/audience-index.ts';
import type { QuestionReader } from '../audience/question-reader.ts';
import type { Workspace } from './workspace.ts';

/** Reads words with a model on Bedrock, as the settings say, with the rules behind it. Nothing is loaded before the first question. */
export function bedrockReader(
  workspace: Pick<Workspace, 'settings' | 'clock' | 'random'>,
  { rules, index }: { readonly rules: QuestionReader; readonly index: Pick<AudienceIndex, 'customersNamed'> },
): QuestionReader {
  const { settings, clock, random } = workspace;
  const region = settings.ask.region ?? settings.aws.region;
  const model: QuestionModel = {
    name: settings.ask.model === undefined ? `Bedrock in ${region}` : `${settings.ask.model} in ${region}`,
    async answer(prompt, signal): Promise<ModelReply> {
      const { bedrockModel, defaultModel } = await import('../adapters/aws/bedrock-reader.ts');
      const access = { region, model: settings.ask.model ?? defaultModel(region) };
      return bedrockModel(access, { clock, random }).answer(prompt, signal);
    },
  };
  return modelReader({
    model,
    rules,
    clock,
    customersNamed: (words) => index.customersNamed(words),
  });
}
