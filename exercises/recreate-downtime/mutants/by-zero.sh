# fails: back gap never-mixed no-gap recreate rolled updated
# Scaling to zero and back also never mixes versions, but it is not the strategy.
kubectl scale deployment web --replicas=0
sleep 10
kubectl get endpointslices
kubectl set image deployment/web nginx=nginx:1.21
kubectl scale deployment web --replicas=3
kubectl rollout status deployment/web
kubectl set image deployment/web nginx=nginx:1.22
kubectl rollout status deployment/web
