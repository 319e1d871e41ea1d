# fails: deleted everywhere looked replaced
# The toleration is for another effect, so the control plane's taint is not borne.
sed -i 's/effect: NoSchedule/effect: NoExecute/' node-exporter-daemonset.yaml
kubectl create -f node-exporter-daemonset.yaml
sleep 60
kubectl get pods -o wide
kubectl delete $(kubectl get pods -o name | head -n 1)
sleep 30
