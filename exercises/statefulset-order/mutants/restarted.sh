# fails: others-stayed
# A restart of the whole set makes web-1 anew, and the others, too.
kubectl apply -f web-statefulset.yaml
sleep 60
kubectl rollout restart statefulset/web
sleep 2m
kubectl scale statefulset web --replicas=1
sleep 60
