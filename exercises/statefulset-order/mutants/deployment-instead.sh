# fails: in-order others-stayed reverse same-name
sed -i -e 's/kind: StatefulSet/kind: Deployment/' -e '/serviceName/d' web-statefulset.yaml
kubectl apply -f web-statefulset.yaml
sleep 60
kubectl delete $(kubectl get pods -o name | head -n 1)
sleep 30
kubectl scale deployment web --replicas=1
sleep 60
