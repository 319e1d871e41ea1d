# fails: in-order others-stayed reverse same-name
# Numbered from one, there is no web-0.
sed -i 's/  serviceName: web/  serviceName: web\n  ordinals: {start: 1}/' web-statefulset.yaml
kubectl apply -f web-statefulset.yaml
sleep 60
kubectl delete pod web-1
sleep 30
kubectl scale statefulset web --replicas=1
sleep 60
