import type { CompiledQuery } from '../audience-index.ts';
import { Failure } from '../../kernel/failure.ts';
import type { Parameter } from './fragment.ts';

/** StartQueryExecution, Athena API 2017-05-18: QueryString at most 262,144 bytes, each ExecutionParameter 1 to 1,024 characters. */
const MAX_STATEMENT_BYTES = 262_144;
const MAX_PARAMETER_LENGTH = 1_024;

/**
 * Parameters as Athena wants them: it puts each into the statement as it stands, so that a text has to be a literal of its own, in single
 * quotes with those inside doubled.
 *
 * @throws Failure `unsupported` for a statement or a text that is longer than Athena takes.
 */
export function executionParameters({ sql, parameters }: CompiledQuery): readonly string[] {
  if (new TextEncoder().encode(sql).length > MAX_STATEMENT_BYTES) {
    throw new Failure(
      'unsupported',
      `This audience names more values than Athena takes in one question (${MAX_STATEMENT_BYTES} bytes): split it, or import the list as an attribute.`,
    );
  }
  return parameters.map(literal);
}

function literal(value: Parameter): string {
  if (typeof value !== 'string') return typeof value === 'number' ? numberLiteral(value) : String(value);
  const quoted = `'${value.replaceAll("'", "''")}'`;
  if (quoted.length > MAX_PARAMETER_LENGTH) {
    throw new Failure(
      'unsupported',
      `A text of this audience is ${quoted.length} characters long with its quotes, and Athena takes ${MAX_PARAMETER_LENGTH}: shorten it.`,
    );
  }
  return quoted;
}

/** Trino reads `1E-7` and not `1e-7`, and a long row of decimals as another type. */
function numberLiteral(value: number): string {
  return Number.isSafeInteger(value) ? String(value) : value.toExponential().toUpperCase();
}
