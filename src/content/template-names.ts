import { type Template, type Token, toValueSync, TypeGuards, Value } from 'liquidjs';

/** Says what is wrong at a token, and does not come back. */
export type Refuse = (token: Token, fault: string) => never;

/** Ifs within ifs; more is no message, and each level costs stack. */
const DEPTH_LIMIT = 20;
/** Values and filters of one text. Without loops this bounds the work of a render. */
const STEP_LIMIT = 10_000;

/**
 * The variables a parsed text names, in order of appearance, each once. Refuses what Liquid would read but nobody means or needs:
 * paths (`customer.name`, `name[0]`), names that are looked up by a value (`[name]`), ranges, and two values without an
 * operator between them (`{{ first name }}`, of which Liquid shows the first).
 */
export function readNames(templates: readonly Template[], refuse: Refuse): readonly string[] {
  const names = new Set<string>();
  let steps = 0;
  visit(templates, 0);
  return [...names];

  function visit(children: readonly Template[], depth: number): void {
    for (const template of children) {
      for (const argument of template.arguments?.() ?? []) {
        if (argument instanceof Value) readValue(argument, template.token);
        else readOperand(argument);
      }
      if (template.children === undefined) continue;
      if (depth === DEPTH_LIMIT)
        refuse(template.token, `has more than ${DEPTH_LIMIT} tags within each other`);
      visit(toValueSync(template.children(false, true)), depth + 1);
    }
  }

  function readValue(value: Value, at: Token): void {
    let operands = 0;
    for (const token of value.initial.postfix) {
      if (TypeGuards.isOperatorToken(token)) {
        operands -= token.operator === 'not' ? 0 : 1;
      } else {
        readOperand(token);
        operands++;
      }
    }
    if (operands !== 1)
      refuse(at, 'has two values with no operator or "|" between them, or an operator without a value');
    for (const filter of value.filters) {
      countStep(at);
      for (const argument of filter.args) {
        const operand = Array.isArray(argument) ? argument[1] : argument;
        if (operand !== undefined) readOperand(operand);
      }
    }
  }

  function countStep(at: Token): void {
    if (++steps > STEP_LIMIT) refuse(at, `has more than ${STEP_LIMIT} values and filters`);
  }

  function readOperand(token: Token): void {
    countStep(token);
    if (TypeGuards.isRangeToken(token)) refuse(token, 'has a range, which texts cannot use');
    if (!TypeGuards.isPropertyAccessToken(token)) return;
    const name = flatName(token);
    if (name === undefined) {
      refuse(token, `has a path, "${token.getText()}", where only a name can stand, such as first_name`);
    }
    names.add(name);
  }
}

/** `name`, or `["a name"]` for a column whose name has blanks; `undefined` for anything longer or not written out. */
export function flatName(token: Token): string | undefined {
  if (!TypeGuards.isPropertyAccessToken(token) || token.variable !== undefined || token.props.length !== 1)
    return undefined;
  const [property] = token.props;
  return TypeGuards.isWordToken(property) || TypeGuards.isQuotedToken(property)
    ? property.content
    : undefined;
}
