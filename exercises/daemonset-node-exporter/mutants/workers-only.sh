# fails: deleted everywhere looked replaced
# Without the toleration the control plane is left out.
sed -i '/tolerations/,/NoSchedule/d' node-exporter-daemonset.yaml
kubectl create -f node-exporter-daemonset.yaml
sleep 60
kubectl get pods -o wide
kubectl delete $(kubectl get pods -o name | head -n 1)
sleep 30
