import { toAuthorization, type Place } from './account-key';

interface StackResource {
  readonly type: string;
  readonly physicalId: string;
}

export interface CloudFormationApi {
  listResources(stackName: string): Promise<readonly StackResource[]>;
  /** Values of the outputs of a stack. */
  listOutputs(stackName: string): Promise<readonly string[]>;
}

/** The two CloudFormation calls that the test needs; not worth a client package and an XML parser. */
export function createCloudFormationApi(place: Place): CloudFormationApi {
  const call = async (action: string, stackName: string): Promise<string> => {
    const response = await fetch(place.endpoint, {
      method: 'POST',
      headers: { authorization: toAuthorization(place, 'cloudformation') },
      body: new URLSearchParams({ Action: action, StackName: stackName, Version: '2010-05-15' }),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${action} ${stackName}: ${response.status} ${text}`);
    return text;
  };
  return {
    listResources: async (stackName) => {
      const xml = await call('DescribeStackResources', stackName);
      const types = readElements(xml, 'ResourceType');
      const ids = readElements(xml, 'PhysicalResourceId');
      if (types.length !== ids.length) throw new Error(`a resource without type or id:\n${xml}`);
      return types.map((type, index) => ({ type, physicalId: ids[index] ?? '' }));
    },
    listOutputs: async (stackName) => readElements(await call('DescribeStacks', stackName), 'OutputValue'),
  };
}

function readElements(xml: string, name: string): readonly string[] {
  return [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text = '']) =>
    unescapeXml(text),
  );
}

function unescapeXml(text: string): string {
  const characters: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return text.replaceAll(/&(lt|gt|quot|apos|amp|#x?[0-9a-f]+);/gi, (entity, name: string) => {
    if (!name.startsWith('#')) return characters[name] ?? entity;
    const hexadecimal = name[1]?.toLowerCase() === 'x';
    return String.fromCodePoint(parseInt(name.slice(hexadecimal ? 2 : 1), hexadecimal ? 16 : 10));
  });
}
