// A small controller on Kubernetes' own JavaScript client: every ConfigMap with the label copy=yes gets a copy. Run by a test with the cluster's address.
import { CoreV1Api, KubeConfig, makeInformer } from '@kubernetes/client-node'

const config = new KubeConfig()
config.loadFromClusterAndUser({ name: 'lab', server: process.argv[2], skipTLSVerify: true }, { name: 'lab', token: process.argv[3] })
const core = config.makeApiClient(CoreV1Api)
const path = '/api/v1/namespaces/default/configmaps'
const labelSelector = 'copy=yes'

async function copy(original) {
  const name = `${original.metadata.name}-copy`
  const body = {
    metadata: {
      name,
      ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: original.metadata.name, uid: original.metadata.uid }],
    },
    data: original.data,
  }
  try {
    await core.createNamespacedConfigMap({ namespace: 'default', body })
    console.log(`created ${name}`)
  } catch (refused) {
    if (refused.code !== 409) throw refused
    await core.replaceNamespacedConfigMap({ namespace: 'default', name, body })
    console.log(`updated ${name}`)
  }
}

const informer = makeInformer(config, path, () => core.listNamespacedConfigMap({ namespace: 'default', labelSelector }), labelSelector)
for (const event of ['add', 'update']) informer.on(event, (original) => void copy(original))
informer.on('error', (problem) => console.log(`error ${problem.message}`))
await informer.start()
console.log('started')
