# fails: deleted replaced
# A pod of kube-proxy comes back as well, but that is another DaemonSet.
kubectl create -f node-exporter-daemonset.yaml
sleep 60
kubectl get pods -o wide
kubectl delete -n kube-system $(kubectl get pods -n kube-system -l k8s-app=kube-proxy -o name | head -n 1)
sleep 60
