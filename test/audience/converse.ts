import { z } from 'zod';
import type { Manner, ReceivedRequest } from '../support/answering-server.ts';

/** Answers of Bedrock's Converse as they come over HTTP, and what was asked (aws-facts 7.1). */

function answer(content: readonly unknown[], stopReason: string): Manner {
  const body = {
    output: { message: { role: 'assistant', content } },
    stopReason,
    usage: { inputTokens: 10, outputTokens: 5, totalTokens: 15 },
    metrics: { latencyMs: 12 },
  };
  return { kind: 'answer', status: 200, body: JSON.stringify(body) };
}

export function usesTool(input: unknown, toolUseId = 'tool-1'): Manner {
  return answer([{ toolUse: { toolUseId, name: 'choose_customers', input } }], 'tool_use');
}

export function saysText(text: string): Manner {
  return answer([{ text }], 'end_turn');
}

export function stops(stopReason: string): Manner {
  return answer([{ text: 'Sorry.' }], stopReason);
}

export function refuses(status: number, type: string): Manner {
  return { kind: 'answer', status, body: JSON.stringify({ __type: type, message: `${type} for the test` }) };
}

const block = z.looseObject({
  text: z.string().optional(),
  toolUse: z.unknown().optional(),
  toolResult: z
    .object({ toolUseId: z.string(), status: z.string(), content: z.array(z.object({ text: z.string() })) })
    .optional(),
});
const request = z.looseObject({
  system: z.array(z.object({ text: z.string() })),
  messages: z.array(z.object({ role: z.string(), content: z.array(block) })),
  toolConfig: z.object({
    tools: z.array(
      z.object({ toolSpec: z.object({ name: z.string(), inputSchema: z.object({ json: z.unknown() }) }) }),
    ),
    toolChoice: z.record(z.string(), z.unknown()),
  }),
  additionalModelRequestFields: z.unknown().optional(),
});

export function converseRequest({ body }: ReceivedRequest) {
  return request.parse(JSON.parse(body));
}
