import { z } from 'zod';
import { ACCOUNT, resourcesOf, type StackResource } from './stack-template.ts';

/** A permission that a role gives: one action on what one pattern matches. */
export interface Grant {
  readonly role: string;
  readonly action: string;
  readonly resource: string;
}

const strings = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const statement = z.strictObject({
  Effect: z.literal('Allow'),
  Action: strings,
  Resource: strings,
});
const document = z.object({ Statement: z.array(statement) });
const rolePolicies = z.object({
  RoleName: z.string(),
  ManagedPolicyArns: z.array(z.string()).default([]),
  Policies: z.array(z.object({ PolicyDocument: document })).default([]),
});

const managed = new Map(
  resourcesOf('AWS::IAM::ManagedPolicy').map(({ logicalId, properties }) => [
    `arn:aws:iam::${ACCOUNT}:policy/${logicalId}`,
    document.parse(properties['PolicyDocument']),
  ]),
);

/**
 * Everything that the roles of the stack allow. Statements without conditions and denials are all that is understood: the template has no
 * others for roles, and one that it gets is refused here.
 */
export const GRANTS: readonly Grant[] = resourcesOf('AWS::IAM::Role').flatMap(grantsOf);

function grantsOf({ properties }: StackResource): readonly Grant[] {
  const { RoleName, ManagedPolicyArns, Policies } = rolePolicies.parse(properties);
  const role = RoleName.replace(/^ai-cpaas-demo-|-dev$/g, '');
  const documents = [
    ...ManagedPolicyArns.map((arn) => managed.get(arn) ?? document.parse(arn)),
    ...Policies.map(({ PolicyDocument }) => PolicyDocument),
  ];
  return documents
    .flatMap(({ Statement }) => Statement)
    .flatMap(({ Action, Resource }) =>
      Action.flatMap((action) => Resource.map((resource) => ({ role, action, resource }))),
    );
}

/** Whether a grant covers a resource, `*` in it standing for anything. */
export function covers({ resource }: Grant, arn: string): boolean {
  const pattern = resource.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${pattern.join('.*')}$`).test(arn);
}
