# fails: bound persistent running trail
# A class of that name is there now, but nobody makes volumes for it.
kubectl create -f - <<'MANIFEST'
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: fast-ssd}
provisioner: kubernetes.io/no-provisioner
volumeBindingMode: WaitForFirstConsumer
MANIFEST
sleep 10m
