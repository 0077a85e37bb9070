import { queryDefinitions } from '../query/query-json-schema.ts';
import type { ModelPrompt } from './question-model.ts';

const TEXTS = { type: 'array', items: { type: 'string' } };

/** The only thing that a model can do: give a tree, and say which words became which part of it. */
export const TREE_TOOL: ModelPrompt['tool'] = {
  name: 'choose_customers',
  description: 'Gives the query that a question about customers means, and what became of each phrase of it.',
  schema: {
    type: 'object',
    properties: {
      query: { $ref: '#/$defs/query', description: 'Who is meant.' },
      understood: {
        type: 'array',
        description: 'Each phrase of the question, word by word, with the part of the query that it became.',
        items: {
          type: 'object',
          properties: { text: { type: 'string' }, part: { $ref: '#/$defs/query' } },
          required: ['text', 'part'],
          additionalProperties: false,
        },
      },
      notUnderstood: {
        ...TEXTS,
        description: 'Words that the data cannot answer, as they stand in the question.',
      },
      assumptions: { ...TEXTS, description: 'One short sentence for each choice that the words left open.' },
      refines: {
        type: 'boolean',
        description: 'Whether the question is about the people of the previous query.',
      },
    },
    required: ['query', 'understood', 'notUnderstood', 'assumptions', 'refines'],
    additionalProperties: false,
    $defs: queryDefinitions(),
  },
};
