kubectl get pods,pvc
kubectl get storageclass standard -o yaml | sed -e 's/  name: standard/  name: fast-ssd/' -e '/is-default-class/d' -e '/uid:/d' -e '/resourceVersion:/d' -e '/creationTimestamp:/d' -e '/last-applied-configuration/,+1d' > fast-ssd.yaml
kubectl create -f fast-ssd.yaml
kubectl rollout status statefulset/ledger
